a = b = 1
x = a unless b
