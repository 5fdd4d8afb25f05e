import socket
socket.getservbyname("nonsense")
