x = 3
print(x) if x > 2
