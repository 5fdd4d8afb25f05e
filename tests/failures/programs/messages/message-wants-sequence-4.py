bytes(3.5)
