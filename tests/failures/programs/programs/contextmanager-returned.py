import contextlib

@contextlib.contextmanager
def open_db():
    print("open")
    return 3

with open_db() as db:
    print(db)
