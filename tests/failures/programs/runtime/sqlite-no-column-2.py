import sqlite3
db = sqlite3.connect(":memory:")
db.execute("CREATE TABLE t (a)")
name = "Ada"
db.execute(f"SELECT * FROM t WHERE a = {name}")
