names = ["b", "a"].reverse()
for name in names:
    print(name)
