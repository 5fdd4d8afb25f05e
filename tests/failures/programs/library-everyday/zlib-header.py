import zlib
zlib.decompress(b"abc")
