print(len(b"ab" * (2**62)))
