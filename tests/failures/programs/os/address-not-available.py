import socket
s = socket.socket(); s.bind(("192.0.2.1", 0))
