import itertools
itertools.combinations([1], -1)
