rows = [1]
rows.pop(4)
