g = (i for i in [1])
g.next()
