def save(path, *, mode):
    pass
save("x")
