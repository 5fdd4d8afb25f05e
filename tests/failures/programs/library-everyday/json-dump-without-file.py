import json
json.dump({"a": 1})
