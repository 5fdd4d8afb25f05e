def add(a, b):
    result = a + b
add(1, 2)
print(result)
