f = open("out.txt", "w")
f.write(["a"])
