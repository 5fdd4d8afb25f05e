import urllib.request
urllib.request.urlopen("example.org")
