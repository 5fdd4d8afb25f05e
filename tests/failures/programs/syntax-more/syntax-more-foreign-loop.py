x = 1
unless x:
    pass
