print(sorted([2, 1], cmp=lambda a, b: a - b))
