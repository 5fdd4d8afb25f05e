x = 1
assert x "x is empty"
