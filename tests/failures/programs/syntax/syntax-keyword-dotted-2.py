def f(**k): pass
f(data-id=1)
