import json
path = "config.json"
print(json.load(path))
