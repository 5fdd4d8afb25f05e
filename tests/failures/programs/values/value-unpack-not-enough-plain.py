a, b = "1".split(",")
