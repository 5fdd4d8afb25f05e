import socket
socket.inet_pton(socket.AF_INET6, "127.0.0.1")
