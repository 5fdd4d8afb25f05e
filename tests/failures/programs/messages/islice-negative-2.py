import itertools
print(list(itertools.islice([1, 2, 3], -2, None)))
