add = lambda a: int, b: int: a + b
