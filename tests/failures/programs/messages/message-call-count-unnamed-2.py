class Point:
    pass
object.__new__()
