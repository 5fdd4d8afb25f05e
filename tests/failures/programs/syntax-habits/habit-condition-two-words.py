x = 3
if exists x:
    print(x)
