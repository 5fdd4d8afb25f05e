ages = {"Ada": 36}
ages.append(1)
