import ctypes
ctypes.CDLL(None).abs([1])
