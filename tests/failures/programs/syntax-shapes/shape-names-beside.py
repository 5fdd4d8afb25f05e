x = y = 1
print("a", x y)
