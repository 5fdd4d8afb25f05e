def g():
    while True:
        try:
            yield 1
        except BaseException:
            pass
x = g()
next(x)
x.close()
