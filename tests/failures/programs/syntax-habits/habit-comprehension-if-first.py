evens = [x if x % 2 == 0 for x in range(10)]
