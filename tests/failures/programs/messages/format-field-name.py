print("{a.}".format(a=1))
