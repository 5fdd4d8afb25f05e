import json
json.loads("")
