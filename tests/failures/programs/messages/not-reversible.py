for x in reversed({1, 2}):
    print(x)
