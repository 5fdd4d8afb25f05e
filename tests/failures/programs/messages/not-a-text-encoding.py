print("abc".encode("base64"))
