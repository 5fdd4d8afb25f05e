user = {"name": "Ada"}
address = user.get("address")
print(address["street"])
