import zlib
zlib.compress([1, 2, 3])
