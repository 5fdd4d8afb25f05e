def f(i): pass
f(1) = 2
