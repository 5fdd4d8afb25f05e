import lzma
lzma.decompress(b"\xfd7zXZ\x00aaaaaaaaaaaaaaaaaaaaa")
