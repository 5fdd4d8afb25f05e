import lzma
c = lzma.LZMACompressor()
c.flush()
c.flush()
