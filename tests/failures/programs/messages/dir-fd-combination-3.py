import os
os.rename("a", b"b") if 0 else os.link("a", b"b")
