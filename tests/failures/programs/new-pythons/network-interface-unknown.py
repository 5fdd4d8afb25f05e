import socket
socket.if_nametoindex("wlan99")
