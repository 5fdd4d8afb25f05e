row = ["Ada", 36]
print("{0}: {1}".format(row))
