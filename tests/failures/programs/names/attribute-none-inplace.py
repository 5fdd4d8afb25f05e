x = [2, 1]
x.sort().reverse()
