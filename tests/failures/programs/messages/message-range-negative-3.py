import itertools
list(itertools.combinations([1, 2], -1))
