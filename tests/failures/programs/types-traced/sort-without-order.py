rows = [{"n": 2}, {"n": 1}]
print(sorted(rows))
