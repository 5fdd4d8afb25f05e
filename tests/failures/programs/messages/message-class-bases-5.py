class A: pass
class B:
    __slots__ = ("x",)
A().__class__ = B
