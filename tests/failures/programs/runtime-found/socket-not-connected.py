import socket
socket.socket().recv(10)
