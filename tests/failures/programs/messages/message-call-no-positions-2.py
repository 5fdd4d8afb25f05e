import json
json.JSONEncoder(False, True)
