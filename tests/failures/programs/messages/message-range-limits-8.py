import socket
socket.socket().connect(("localhost", 80800))
