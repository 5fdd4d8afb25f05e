def area(a, b):
    return a * b

print(area(*5))
