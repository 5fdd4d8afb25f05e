ages = {"Ada": 36, "Alan": 41}
for name, age in ages:
    print(name)
