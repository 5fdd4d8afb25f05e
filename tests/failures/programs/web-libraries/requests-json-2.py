import requests
r = requests.Response()
r._content = b"<html>"
r.status_code = 200
r.json()
