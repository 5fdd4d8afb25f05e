ages = {"a": 36}
for name, age in ages:
    print(name)
