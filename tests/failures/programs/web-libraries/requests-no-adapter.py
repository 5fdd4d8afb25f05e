import requests
requests.get("localhost:8000")
