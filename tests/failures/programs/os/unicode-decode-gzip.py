import gzip
gzip.compress(b"x").decode("utf-8")
