evens = [if x % 2 == 0: x for x in range(10)]
