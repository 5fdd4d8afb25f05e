def f{}:
    pass
