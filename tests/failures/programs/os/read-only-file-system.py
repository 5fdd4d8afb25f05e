raise OSError(30, "Read-only file system", "/data/x")
