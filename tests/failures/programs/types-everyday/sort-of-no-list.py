ages = {3, 1}
ages.sort()
