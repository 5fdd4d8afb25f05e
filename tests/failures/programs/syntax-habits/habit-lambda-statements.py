f = lambda x: print(x); return x
