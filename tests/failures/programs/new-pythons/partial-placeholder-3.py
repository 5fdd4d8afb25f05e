from functools import Placeholder, partial
square = partial(pow, exp=Placeholder)
