import collections
collections.deque([1], maxlen=-1)
