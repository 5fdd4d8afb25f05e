import socket, struct
a = socket.socket(); a.bind(("127.0.0.1", 0)); a.listen()
c = socket.create_connection(a.getsockname()); s, _ = a.accept()
s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)); s.close()
c.recv(1)
