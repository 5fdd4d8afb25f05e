def g():
    next(me)
    yield 1
me = g()
next(me)
