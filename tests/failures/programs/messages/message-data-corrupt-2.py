import bz2
bz2.decompress(b"hello world, hello world")
