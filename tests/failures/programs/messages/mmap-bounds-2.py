import mmap
mmap.mmap(-1, 3).move(0, 2, 9)
