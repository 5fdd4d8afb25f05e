import pyximport
pyximport.install(build_dir="b")
open("a.pyx", "w").write("cdef int f(:\n")
import a
