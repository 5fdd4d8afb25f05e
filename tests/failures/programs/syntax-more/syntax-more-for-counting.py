for i = 1 to 10:
    pass
