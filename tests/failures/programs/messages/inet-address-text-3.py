import socket
socket.inet_ntoa(b"12345")
