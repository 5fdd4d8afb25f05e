import collections
d = collections.defaultdict(list())
