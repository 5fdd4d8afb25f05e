compile("1", "x", "eval", flags=1 << 30)
