if x of y:
    pass
