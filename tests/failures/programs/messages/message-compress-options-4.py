import lzma
lzma.compress(b"a", filters=[{"preset": 6}])
