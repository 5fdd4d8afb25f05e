rows = [1, 2]
print(rows[2])
