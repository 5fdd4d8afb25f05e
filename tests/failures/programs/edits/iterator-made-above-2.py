names = {'a': 1}.keys()
print(names[0])
