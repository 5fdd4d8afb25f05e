import socket
a, b = socket.socketpair()
a.recv_into(bytearray(3), 10)
