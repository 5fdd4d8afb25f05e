found = [1]
found += 2
