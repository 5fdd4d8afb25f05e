class Db:
    def __enter__(self):
        return self

with Db() as db:
    pass
