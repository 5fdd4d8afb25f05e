import ctypes
ctypes.cast(0, 5)
