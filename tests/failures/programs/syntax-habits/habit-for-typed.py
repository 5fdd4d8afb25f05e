for int i in range(10):
    print(i)
