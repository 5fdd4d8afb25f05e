x = True
if and x:
    pass
