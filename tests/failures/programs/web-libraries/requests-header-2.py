import requests
requests.get("http://localhost:9", headers={"X-Count": 5})
