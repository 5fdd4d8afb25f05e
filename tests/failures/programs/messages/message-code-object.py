x = 5
def f():
    def g():
        return y
    y = 1
    return g
exec(f().__code__)
