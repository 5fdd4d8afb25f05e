print(getattr([1, 2], 1))
