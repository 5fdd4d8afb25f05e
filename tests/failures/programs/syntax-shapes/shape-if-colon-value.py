a = b = c = 1
x = a if b: c
