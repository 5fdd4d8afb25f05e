from compression import zstd
print(zstd.decompress(b"hello, this is plain text"))
