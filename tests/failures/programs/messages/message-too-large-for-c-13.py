import itertools
list(itertools.islice(range(3), 2**80)) if 0 else ("%c" % 2**80)
