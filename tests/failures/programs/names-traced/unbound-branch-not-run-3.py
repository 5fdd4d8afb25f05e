def read(path):
    try:
        text = open(path).read()
    except OSError:
        print("cannot read")
    return text
read("missing.txt")
