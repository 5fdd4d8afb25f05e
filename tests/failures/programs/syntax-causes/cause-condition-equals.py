y, z = 1, 2
if y == 1 and z = 4:
    print(y)
