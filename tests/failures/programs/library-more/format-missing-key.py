print("{name}: {age}".format(name=1))
