from contextlib import contextmanager

@contextmanager
def section(name='x'):
    yield name

with section as s:
    print(s)
