import os
hosts = os.environ.get("SHOP_HOSTS")
print(hosts.split(","))
