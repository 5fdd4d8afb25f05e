x = []
x.add(1)
