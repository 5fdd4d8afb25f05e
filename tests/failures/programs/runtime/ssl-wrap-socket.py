import ssl, socket
ssl.wrap_socket(socket.socket())
