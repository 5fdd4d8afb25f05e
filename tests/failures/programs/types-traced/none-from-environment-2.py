import os
port = int(os.getenv("SHOP_PORT"))
