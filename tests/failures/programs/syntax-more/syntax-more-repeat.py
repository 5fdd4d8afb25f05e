repeat 5:
    pass
