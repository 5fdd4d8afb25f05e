import json
json.dump({"a": 1}, open("data.json", "wb"))
