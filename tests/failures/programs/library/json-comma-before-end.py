import json

json.loads('{"name": "ada",}')
