import sqlite3
db = sqlite3.connect(":memory:")
db.create_function("half", 1, lambda x: x / 0)
db.execute("select half(4)").fetchall()
