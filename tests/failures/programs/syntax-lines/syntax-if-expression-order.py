y = True
x = if y: 1 else: 2
