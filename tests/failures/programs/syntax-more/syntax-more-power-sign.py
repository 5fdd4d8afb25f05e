y = 1
x = y²
