line = "a"
print(line.split(",")[1])
