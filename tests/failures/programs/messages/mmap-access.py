import mmap
mmap.mmap(-1, 10, access=9)
