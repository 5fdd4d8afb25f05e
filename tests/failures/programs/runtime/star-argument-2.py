def area(a, b):
    return a * b

print(area(**None))
