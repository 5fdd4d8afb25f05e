class Both(int, str):
    pass
