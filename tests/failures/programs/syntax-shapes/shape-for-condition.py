items = [1, 2]
for i in items if i > 1:
    print(i)
