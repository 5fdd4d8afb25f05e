import ctypes
f = ctypes.CDLL(None).strlen
f.argtypes = [ctypes.c_char_p]
f("abc")
