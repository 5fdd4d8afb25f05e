numbers = []
numbers.append(1, 2)
