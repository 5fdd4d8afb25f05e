import socket
socket.getaddrinfo("localhost", 1.5)
