import zlib
zlib.decompress(b"hello")
