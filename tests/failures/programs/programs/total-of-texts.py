total = 0
for line in ["5", "6"]:
    total += line
