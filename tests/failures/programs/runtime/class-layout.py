class Label(int, str):
    pass
