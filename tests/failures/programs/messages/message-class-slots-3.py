class Point:
    __slots__ = (1, 2)
