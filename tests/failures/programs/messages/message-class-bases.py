class Yes(bool):
    pass
