import collections
P = collections.namedtuple("P", "x y")
print(vars(P(1, 2)))
