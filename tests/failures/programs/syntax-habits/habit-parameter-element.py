def f(a[0]):
    return 1
