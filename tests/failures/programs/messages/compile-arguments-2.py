compile("1", "x", "eval", optimize=5)
