print("open { here".format(1))
