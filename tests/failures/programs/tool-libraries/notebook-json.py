import nbformat
open("a.ipynb", "w").write("<<<<<<< HEAD\n")
nbformat.read("a.ipynb", 4)
