import socket
socket.inet_ntop(socket.AF_INET, b"abc")
