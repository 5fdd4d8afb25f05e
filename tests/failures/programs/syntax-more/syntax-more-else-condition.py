x = 1
if x == 1:
    pass
else x == 2:
    pass
