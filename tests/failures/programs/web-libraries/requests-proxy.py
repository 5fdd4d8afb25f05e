import requests
requests.get("https://example.com", proxies={"https": "http://127.0.0.1:9"})
