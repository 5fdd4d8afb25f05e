import gzip
gzip.decompress(b"abc")
