import lzma
lzma.compress(b"a", format=lzma.FORMAT_RAW)
