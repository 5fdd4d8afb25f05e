users = [{"name": "Ada"}]
print(users["name"])
