import json

json.loads('{\n  "name": "ada",\n  "age": 36,\n}')
