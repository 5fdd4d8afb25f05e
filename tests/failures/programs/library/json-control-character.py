import json
json.loads('{"a": "x\ny"}')
