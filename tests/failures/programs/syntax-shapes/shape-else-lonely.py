a = b = 1
x = a else b
