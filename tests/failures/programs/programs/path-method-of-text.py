from pathlib import Path
def read(p):
    return p.read_text()
print(read("a.txt"))
