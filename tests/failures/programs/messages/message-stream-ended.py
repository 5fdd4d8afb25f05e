import bz2
d = bz2.BZ2Decompressor()
d.decompress(bz2.compress(b"abc"))
d.decompress(b"more")
