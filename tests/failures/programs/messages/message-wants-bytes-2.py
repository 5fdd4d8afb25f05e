b"abc".split(5)
