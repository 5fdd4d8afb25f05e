import mmap
m = mmap.mmap(-1, 5, access=mmap.ACCESS_READ)
m[0] = 1
