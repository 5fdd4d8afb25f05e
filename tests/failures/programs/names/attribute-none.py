def find(name):
    pass
find("x").strip()
