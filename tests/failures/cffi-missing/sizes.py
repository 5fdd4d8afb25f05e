from cffi import FFI

ffi = FFI()
print(ffi.sizeof("long"))
