with open as f:
    print(f.read())
