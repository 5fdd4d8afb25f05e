import zlib
zlib.compressobj(wbits=99)
