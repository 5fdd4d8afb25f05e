import os
os.chmod("/tmp", 0755)
