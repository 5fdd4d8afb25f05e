import json
print(json.dumps([float("nan")], allow_nan=False))
