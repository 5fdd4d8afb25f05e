a, b = 1, 2
x = a <=> b
