print(bytes.maketrans(b"a", b"bc"))
