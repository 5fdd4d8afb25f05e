from itertools import zip_longest
zip_longest([1], fill=0)
