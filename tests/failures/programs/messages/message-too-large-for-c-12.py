import ctypes
ctypes.CDLL(None).abs(2**80)
