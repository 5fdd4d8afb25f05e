import socket
socket.socket().settimeout(-1)
