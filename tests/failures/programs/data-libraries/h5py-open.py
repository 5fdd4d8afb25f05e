import h5py
open("a.h5", "w").write("<html>")
h5py.File("a.h5", "r")
