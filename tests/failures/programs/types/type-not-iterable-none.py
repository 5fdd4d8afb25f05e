for x in [2, 1].sort():
    print(x)
