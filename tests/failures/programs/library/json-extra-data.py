import json
json.loads('{"a": 1}\n{"a": 2}')
