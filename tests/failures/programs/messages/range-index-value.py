print(range(1, 10).index(10))
