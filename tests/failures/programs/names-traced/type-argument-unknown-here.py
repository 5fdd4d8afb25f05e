def paint(wall, colour):
    pass
paint("north", tint=2)
