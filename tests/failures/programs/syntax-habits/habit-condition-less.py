x = 3
if x is less than 2:
    print(x)
