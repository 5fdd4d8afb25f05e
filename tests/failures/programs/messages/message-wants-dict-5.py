def f(): pass
f.__kwdefaults__ = []
