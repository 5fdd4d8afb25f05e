def corner():
    return 1, 2, 3
x, y = corner()
