print("a } b {}".format(1))
