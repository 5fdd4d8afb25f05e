def f():
    try:
        int("x")
    except ValueError as e:
        pass
    return e
f()
