import mmap
m = mmap.mmap(-1, 10)
m.close()
m.read()
