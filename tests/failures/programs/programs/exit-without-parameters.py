class Db:
    def __enter__(self):
        return self
    def __exit__(self):
        pass

with Db() as db:
    pass
