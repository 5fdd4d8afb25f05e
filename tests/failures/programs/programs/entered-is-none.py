class Db:
    def __enter__(self):
        print("enter")

    def __exit__(self, *details):
        pass

with Db() as db:
    db.query("x")
