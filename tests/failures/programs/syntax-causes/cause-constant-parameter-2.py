def f(x, True=1):
    return x
