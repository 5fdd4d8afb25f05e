import json
try:
    json.loads("{")
except JSONDecodeError:
    pass
