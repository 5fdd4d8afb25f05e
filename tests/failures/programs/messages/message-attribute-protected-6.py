e = ValueError()
del e.__cause__
