f = open("out.txt", "w")
ages = {"Ada": 36}
f.write(ages)
