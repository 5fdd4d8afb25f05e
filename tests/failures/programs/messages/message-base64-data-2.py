bytes.fromhex("zz")
