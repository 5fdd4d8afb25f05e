import json
json.loads('{"a": "b')
