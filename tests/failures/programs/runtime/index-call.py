names = ["Ada", "Alan"]
print(names(0))
