names = ["Ada", "Alan"]
print(next(names))
