import http.client
http.client.HTTPConnection("http://example.org")
