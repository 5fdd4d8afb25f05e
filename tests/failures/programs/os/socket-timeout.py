import socket
s = socket.socket(); s.settimeout(0.01)
s.bind(("127.0.0.1", 0)); s.listen()
s.accept()
