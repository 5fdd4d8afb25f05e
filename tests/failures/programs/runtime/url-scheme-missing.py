import urllib.request
urllib.request.urlopen("localhost:8000")
