import socket
socket.getservbyport(64999)
