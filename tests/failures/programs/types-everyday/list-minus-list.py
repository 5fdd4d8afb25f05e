a = [1, 2]
b = [1]
print(a - b)
