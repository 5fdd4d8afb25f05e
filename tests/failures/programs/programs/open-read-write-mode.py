f = open("x.txt", "rw")
