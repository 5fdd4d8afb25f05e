def f(): pass
def g():
    x = 1
    def h(): return x
    return h
f.__code__ = g().__code__
