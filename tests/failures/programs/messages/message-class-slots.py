class Point:
    __slots__ = ("x", "y")
    x = 0
