print([1, 2].index(value=2))
