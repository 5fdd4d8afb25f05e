do:
    x = 1
