names = ["Ada", "Alan"]
print(names.length)
