print(bytes.fromhex("abc"))
