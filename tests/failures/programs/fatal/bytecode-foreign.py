import types
def f():
    return 1
f.__code__ = f.__code__.replace(co_code=bytes([0, 0, 159, 0]) * 2)
f()
