import json, requests
answer = requests.Response()
print(json.loads(answer))
