from functools import Placeholder, partial
power = partial(pow, 2, Placeholder)
