import sqlite3
row = sqlite3.connect(":memory:").execute("select 1 as a").fetchone()
print(row["a"])
