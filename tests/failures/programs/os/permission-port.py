import socket
class Fake(socket.socket):
    def bind(self, address):
        raise PermissionError(13, "Permission denied")
s = Fake()
s.bind(("127.0.0.1", 80))
