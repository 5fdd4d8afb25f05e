import requests
requests.get("example.com")
