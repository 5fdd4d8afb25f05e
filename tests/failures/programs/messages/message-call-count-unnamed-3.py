import ctypes
f = ctypes.CDLL(None).abs
f.argtypes = [ctypes.c_int]
f()
