import weakref
class A:
    pass
a = A()
next(weakref.proxy(a))
