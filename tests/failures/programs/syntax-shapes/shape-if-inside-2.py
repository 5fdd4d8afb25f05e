a = 1
len(if a)
