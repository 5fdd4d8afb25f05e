import requests
r = requests.Response()
r.status_code = 403
r.reason = "Forbidden"
r.url = "https://example.com/api"
r.raise_for_status()
