import socket
import requests
s = socket.socket()
s.bind(("127.0.0.1", 0))
s.listen()
requests.get("http://127.0.0.1:%d" % s.getsockname()[1], timeout=0.2)
