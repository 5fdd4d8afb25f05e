names = ["Ada"]
print("There are " + len(names) + " names")
