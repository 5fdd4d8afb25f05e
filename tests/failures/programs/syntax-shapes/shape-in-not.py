x, y = 1, [2]
if x in not y:
    pass
