class Grid:
    width = 3
    cells = [width for _ in range(3)]
