foreach i in x:
    pass
