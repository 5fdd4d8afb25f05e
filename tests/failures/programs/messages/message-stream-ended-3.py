import bz2
open("a.bz2", "wb").write(bz2.compress(b"abc" * 999)[:30])
bz2.open("a.bz2").read()
