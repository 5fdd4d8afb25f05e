names = ["b", "a"]
names = names.sort()
print(len(names))
