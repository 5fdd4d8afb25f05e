def move(from, to):
    pass
