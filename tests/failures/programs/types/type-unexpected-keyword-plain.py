def f(a=1): pass
f(b=2)
