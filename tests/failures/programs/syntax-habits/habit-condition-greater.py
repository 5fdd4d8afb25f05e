x = 3
if x is greater than 2:
    print(x)
