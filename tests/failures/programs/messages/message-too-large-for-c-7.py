import socket
socket.htons(100000)
