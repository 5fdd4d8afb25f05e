import socket
socket.inet_aton("1.2.3")
socket.inet_aton("host")
