"中".encode("latin-1")
