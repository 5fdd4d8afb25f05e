import mmap
mmap.mmap(-1, 5)[0:2] = b"abc"
