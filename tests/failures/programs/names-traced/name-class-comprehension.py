class Grid:
    size = 3
    cells = [i * size for i in range(3)]
