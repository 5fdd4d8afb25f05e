rows = [[1, 2], [3], [1, 2]]
unique = set(rows)
