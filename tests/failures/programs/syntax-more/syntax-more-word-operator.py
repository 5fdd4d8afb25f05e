x = 7 mod 2
