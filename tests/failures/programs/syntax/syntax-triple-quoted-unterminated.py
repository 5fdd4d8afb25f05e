def f():
    """Adds numbers.
    return 1
