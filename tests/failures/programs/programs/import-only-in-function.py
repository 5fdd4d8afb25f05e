def area(width, height):
    import math
    return math.sqrt(width * height)

print(area(3, 4))
print(math.pi)
