for x in range(0, 2, 0.5):
    print(x)
