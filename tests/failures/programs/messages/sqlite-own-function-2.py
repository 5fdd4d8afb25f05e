import sqlite3
db = sqlite3.connect(":memory:")
class Sum:
    def step(self, x): pass
db.create_aggregate("total2", 1, Sum)
db.execute("select total2(1)").fetchall()
