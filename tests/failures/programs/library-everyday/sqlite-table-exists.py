import sqlite3
db = sqlite3.connect(":memory:")
db.execute("create table books(title)")
db.execute("create table books(title)")
