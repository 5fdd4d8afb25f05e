raise OSError(122, "Disk quota exceeded")
