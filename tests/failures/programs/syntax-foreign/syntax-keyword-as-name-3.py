def f(**k): pass
f(from=1)
