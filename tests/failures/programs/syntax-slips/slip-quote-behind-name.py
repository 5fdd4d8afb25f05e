path = "a"
url = "http://x.org/" + path"
