import zlib
zlib.compress(b"a", 20)
