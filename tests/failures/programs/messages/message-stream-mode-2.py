f = open(__file__)
next(f)
f.tell()
