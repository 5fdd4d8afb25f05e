ages = {"b": 1}
ages.sort()
