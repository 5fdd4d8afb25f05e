import socket
socket.if_nametoindex("nonsense0")
