a = b = 1
len(a if b)
