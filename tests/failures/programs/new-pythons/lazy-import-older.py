lazy import json
print(json)
