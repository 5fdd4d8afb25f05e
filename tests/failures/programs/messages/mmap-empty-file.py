import mmap
with open("a.bin", "w+b") as f:
    f.write(b"abc")
    mmap.mmap(f.fileno(), 0)
