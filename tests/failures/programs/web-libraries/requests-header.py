import requests
requests.get("http://localhost:9", headers={"X-Key": "secret\n"})
