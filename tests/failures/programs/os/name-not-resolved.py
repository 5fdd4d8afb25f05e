import socket
socket.getaddrinfo("no-such-host.invalid", 80)
