class Pair(tuple):
    __slots__ = ("extra",)
