import socket
socket.inet_aton("300.1.1.1")
