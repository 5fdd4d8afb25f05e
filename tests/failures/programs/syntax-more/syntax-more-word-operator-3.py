if a == 1 AND b == 2:
    pass
