import json
json.load(open('{"a": 1}'))
