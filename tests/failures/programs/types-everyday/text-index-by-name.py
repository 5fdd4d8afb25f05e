import json
user = json.dumps({"name": "Ada"})
print(user["name"])
