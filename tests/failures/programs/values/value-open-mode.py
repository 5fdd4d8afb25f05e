open("x", "rw")
