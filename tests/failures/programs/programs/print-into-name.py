print("x", file="out.txt")
