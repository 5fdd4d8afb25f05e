print("a b c".split(2))
