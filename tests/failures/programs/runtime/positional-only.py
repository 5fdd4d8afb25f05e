def area(width, height, /):
    return width * height

print(area(width=1, height=2))
