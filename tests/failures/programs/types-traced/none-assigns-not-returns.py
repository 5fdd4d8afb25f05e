def load():
    rows = [1, 2]
for row in load():
    print(row)
