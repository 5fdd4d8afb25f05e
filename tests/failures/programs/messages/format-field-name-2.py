print("{a[0]x}".format(a=[1]))
