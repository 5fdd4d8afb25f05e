names = ["b", "a"]
names = names.sort()
print(names[0])
