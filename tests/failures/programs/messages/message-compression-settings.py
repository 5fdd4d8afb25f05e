import lzma
lzma.LZMACompressor(preset=99)
