def f(**options): pass
f(**["a"])
