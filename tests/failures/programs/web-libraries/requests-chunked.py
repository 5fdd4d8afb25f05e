import socket
import threading
import requests
s = socket.socket()
s.bind(("127.0.0.1", 0))
s.listen()
def serve():
    c, _ = s.accept()
    c.recv(9999)
    c.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc")
    c.close()
threading.Thread(target=serve).start()
requests.get("http://127.0.0.1:%d" % s.getsockname()[1])
