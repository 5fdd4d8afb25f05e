import socket
socket.socket().connect(("localhost", 70000))
