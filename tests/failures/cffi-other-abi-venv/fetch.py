from vendor.keys import ffi

print(ffi)
