import json
json.loads('{"a": None}')
