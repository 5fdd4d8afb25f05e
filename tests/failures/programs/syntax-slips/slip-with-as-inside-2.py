with open("x", "r" as f):
    data = f.read()
