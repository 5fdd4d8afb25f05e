class Point:
    __slots__ = ("first name",)
