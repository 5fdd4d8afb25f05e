def read(path):
    try:
        return open(path).read()
    finally:
        return ""
