x = y = 1
while (x == 1) and (y == 2:
    pass
