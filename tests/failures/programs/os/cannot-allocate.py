raise OSError(12, "Cannot allocate memory")
