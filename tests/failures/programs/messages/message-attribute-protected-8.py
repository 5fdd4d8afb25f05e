import mmap
m = mmap.mmap(-1, 5)
del m[0]
