d = {1: 2}
for k in d:
    del d[k]
    d[k + 1] = 0
