a = b = 1
x = a if b else:
