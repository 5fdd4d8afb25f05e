import sys
sys.stdout = sys.stderr
open("a.pyx", "w").write("cdef int f(:\n")
from Cython.Build import cythonize
cythonize("a.pyx")
