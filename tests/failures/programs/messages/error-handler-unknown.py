print("ä".encode("ascii", "skip"))
