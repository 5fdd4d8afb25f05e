x = 1
if x not = 5:
    pass
