import bz2
bz2.decompress(b"abc" * 20)
