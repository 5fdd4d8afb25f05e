import json
with open('app.py') as f:
    data = json.loads(f)
