def f(x):
    return x if x > 2
f(3)
