def numbers():
    yield 1
    next(it)
it = numbers()
for n in it:
    pass
