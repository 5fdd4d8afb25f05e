y = [1, 2]
x = (i, j for i in y)
