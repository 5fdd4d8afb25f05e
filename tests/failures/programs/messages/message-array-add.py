import collections
print(collections.deque([1]) + [2])
