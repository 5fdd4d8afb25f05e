import mmap, tempfile
f = tempfile.TemporaryFile()
mmap.mmap(f.fileno(), 0)
