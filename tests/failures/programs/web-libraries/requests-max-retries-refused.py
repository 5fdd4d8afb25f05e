import requests
requests.get("http://localhost:9")
