y = z = 1
x = y or else z
