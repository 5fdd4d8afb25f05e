for i in range(len([1, 2]):
    pass
