found = []
for n in range(3):
    found = found.append(n)
