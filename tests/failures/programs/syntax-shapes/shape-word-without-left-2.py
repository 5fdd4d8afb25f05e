x = 1
if x or == 3:
    pass
