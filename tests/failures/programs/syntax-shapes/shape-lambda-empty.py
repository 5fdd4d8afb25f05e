key = lambda x:
    x[1]
