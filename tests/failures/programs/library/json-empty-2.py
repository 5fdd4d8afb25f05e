import json
json.loads("<html>")
