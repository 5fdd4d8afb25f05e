a = b = 2
x = a * * b
