x = 3
if x is equal to 3:
    print(x)
