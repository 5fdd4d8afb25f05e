x = [2, 1]
x.sort(cmp=lambda a, b: a - b)
