for byte in b"ab":
    print(ord(byte))
