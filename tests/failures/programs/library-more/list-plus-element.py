found = [1]
found = found + 2
