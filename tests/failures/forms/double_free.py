import ctypes

libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.malloc.argtypes = [ctypes.c_size_t]
libc.free.argtypes = [ctypes.c_void_p]
block = libc.malloc(4000)
libc.free(block)
libc.free(block)

# expect: count: 1
# expect: root.kind: fatal
# expect: root.type: glibc
# expect: root.signal: 6
# expect: root.message: ...double free or corruption...
