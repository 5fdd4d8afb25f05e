names = ["b"]
for n in names.append("a"):
    print(n)
