@decorator:
def f():
    pass
