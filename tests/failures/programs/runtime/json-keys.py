import json
print(json.dumps({(1, 2): 3}))
