import json
json.loads(r'{"a": "C:\dir"}')
