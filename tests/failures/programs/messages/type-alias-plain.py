type Number = int
Number[int]
