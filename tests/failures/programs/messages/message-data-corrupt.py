import lzma
lzma.decompress(b"hello world")
