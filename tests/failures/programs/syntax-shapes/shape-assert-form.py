x = y = z = 1
assert x, y, z
