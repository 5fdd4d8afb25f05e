import ctypes
(ctypes.c_char * 3).from_buffer(b"abc")
