items = [1, 2, 3]
items.forEach(lambda x: print(x))
