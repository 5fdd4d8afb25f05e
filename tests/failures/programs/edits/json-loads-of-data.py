import json
answer = {'a': 1}
data = json.loads(answer)
