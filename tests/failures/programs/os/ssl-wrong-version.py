import socket, ssl, threading
a = socket.socket(); a.bind(("127.0.0.1", 0)); a.listen()
def serve():
    s, _ = a.accept(); s.recv(100); s.sendall(b"HTTP/1.0 400 Bad Request\r\n\r\n"); s.close()
threading.Thread(target=serve, daemon=True).start()
c = ssl._create_unverified_context()
c.wrap_socket(socket.create_connection(a.getsockname()))
