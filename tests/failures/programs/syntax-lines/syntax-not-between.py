a = b = 1
x = a not b
