from contextlib import contextmanager
@contextmanager
def opened():
    yield
    yield
with opened():
    pass
