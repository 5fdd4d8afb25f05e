if a instanceof B:
    pass
