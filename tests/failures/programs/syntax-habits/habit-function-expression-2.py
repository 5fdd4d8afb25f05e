f = def(x): return x + 1
