import _cffi_backend

ffi = _cffi_backend.FFI("vendor.keys")
