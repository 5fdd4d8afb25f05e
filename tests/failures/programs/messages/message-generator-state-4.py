import itertools
def g():
    yield 1
    next(a)
a, b = itertools.tee(g())
next(a)
next(a)
