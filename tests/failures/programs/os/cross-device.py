raise OSError(18, "Invalid cross-device link", "/tmp/a", None, "/mnt/b")
