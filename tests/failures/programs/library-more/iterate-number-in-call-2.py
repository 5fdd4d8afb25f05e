for i, n in enumerate(5):
    pass
