import mmap
m = mmap.mmap(-1, 3)
m.seek(3)
m.read_byte()
