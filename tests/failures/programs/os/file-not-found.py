open("missing.txt")
