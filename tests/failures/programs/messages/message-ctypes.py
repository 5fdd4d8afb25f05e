import ctypes
class A(ctypes.Array):
    pass
