import lzma
lzma.compress(b"a", preset=99)
