ages = {"b": 1}
ages.items().sort()
