print(chr(ord("a") - 100))
