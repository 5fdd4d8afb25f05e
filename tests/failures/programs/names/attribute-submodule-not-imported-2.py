import urllib
urllib.request.urlopen("x")
