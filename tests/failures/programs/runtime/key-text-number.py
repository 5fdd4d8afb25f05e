import json
names = json.loads('{"1": "Ada"}')
print(names[1])
