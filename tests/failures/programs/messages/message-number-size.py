(1).to_bytes(10 ** 30, "big")
