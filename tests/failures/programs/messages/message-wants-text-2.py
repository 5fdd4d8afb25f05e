class Point:
    pass
Point.__name__ = Point
