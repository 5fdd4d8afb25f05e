import json
json.dump({"a": 1}, "data.json")
