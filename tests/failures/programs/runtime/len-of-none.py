names = ["b", "a"].sort()
print(len(names))
