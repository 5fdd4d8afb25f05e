print("abc".encode("rot13"))
