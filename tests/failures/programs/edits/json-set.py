import json
tags = {'tags': {'a', 'b'}}
print(json.dumps(tags))
