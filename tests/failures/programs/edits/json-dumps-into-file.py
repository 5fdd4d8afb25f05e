import json
with open('out.json', 'w') as f:
    json.dumps({'a': 1}, f)
