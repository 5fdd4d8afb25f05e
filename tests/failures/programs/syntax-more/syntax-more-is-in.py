if 1 is in [1]:
    pass
