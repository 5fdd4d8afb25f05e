for f() in [1]:
    pass
