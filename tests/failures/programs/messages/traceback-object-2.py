def f():
    yield
f().throw(ValueError, ValueError(), 5)
