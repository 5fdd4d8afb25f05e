found = []
found.append(1, 2)
