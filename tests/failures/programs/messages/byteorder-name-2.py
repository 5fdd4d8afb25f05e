print(int.from_bytes(b"ab", "network"))
