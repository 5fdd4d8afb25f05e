import zlib, bz2
bz2.BZ2Compressor(10)
