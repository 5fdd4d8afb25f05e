data = [{"name": "Ada"}]
print(data["name"])
