names = ["a", "b", "c"]
print(names[len(names) / 2])
