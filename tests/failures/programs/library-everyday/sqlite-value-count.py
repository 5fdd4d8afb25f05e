import sqlite3
db = sqlite3.connect(":memory:")
db.execute("create table books(title)")
db.execute("insert into books values(1, 2)")
