import sqlite3
db = sqlite3.connect(":memory:")
db.row_factory = sqlite3.Row
print(db.execute("select 1").fetchone()[1.5])
