for i in len([1]):
    print(i)
