found = {}
found.append(1)
