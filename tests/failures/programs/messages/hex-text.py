print(bytes.fromhex("0xff"))
