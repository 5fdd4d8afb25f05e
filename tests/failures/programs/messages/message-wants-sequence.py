import functools
functools.reduce(max, 5)
