ages = {"a": 1}
print(ages[0:2])
