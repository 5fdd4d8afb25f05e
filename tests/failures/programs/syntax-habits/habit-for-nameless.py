for range(10):
    print("x")
