import functools
functools.partial()
