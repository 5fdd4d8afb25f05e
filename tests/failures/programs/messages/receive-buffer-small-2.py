import socket
a, b = socket.socketpair()
a.recvfrom_into(bytearray(3), 10)
