bytearray(b"abc", "utf-8")
