a, b = 1, 2
print('%s and %s' % a, b)
