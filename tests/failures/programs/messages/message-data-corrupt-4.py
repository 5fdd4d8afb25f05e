import lzma
d = bytearray(lzma.compress(b"abc" * 99))
d[30] ^= 255
lzma.decompress(bytes(d))
