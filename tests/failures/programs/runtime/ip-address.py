import ipaddress
print(ipaddress.ip_address("localhost:80"))
