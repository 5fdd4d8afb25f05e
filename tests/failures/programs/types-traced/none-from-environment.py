import os
print(os.environ.get("SHOP_TOKEN") + "/v1")
