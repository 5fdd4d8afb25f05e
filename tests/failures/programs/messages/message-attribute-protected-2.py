def f(): pass
del f.__name__
