format(1, ".2d")
