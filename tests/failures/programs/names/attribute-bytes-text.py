b"abc".encode()
