def pair():
    both = 1, 2
a, b = pair()
