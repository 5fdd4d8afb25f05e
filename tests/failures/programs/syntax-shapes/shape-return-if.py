def f(x):
    return if x
