import socket
socket.inet_aton("localhost")
