import socket
socket.getprotobyname("nonsense")
