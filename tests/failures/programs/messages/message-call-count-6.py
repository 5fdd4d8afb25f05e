print(enumerate([1], 2, 3))
