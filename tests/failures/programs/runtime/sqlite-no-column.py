import sqlite3
db = sqlite3.connect(":memory:")
db.execute("CREATE TABLE t (a)")
db.execute("INSERT INTO t (b) VALUES (1)")
