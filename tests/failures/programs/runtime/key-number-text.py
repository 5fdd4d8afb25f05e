names = {1: "Ada"}
choice = "1"
print(names[choice])
