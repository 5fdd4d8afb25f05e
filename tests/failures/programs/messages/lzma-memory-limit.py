import lzma
lzma.decompress(lzma.compress(b"a"), memlimit=1000)
