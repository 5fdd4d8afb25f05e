import socket
socket.socket(socket.AF_UNIX).bind("/tmp/" + "a" * 120)
