from functools import Placeholder, partial
square = partial(pow, Placeholder, 2)
square()
