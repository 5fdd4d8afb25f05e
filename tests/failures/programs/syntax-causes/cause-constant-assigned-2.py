for None in range(3):
    print("x")
