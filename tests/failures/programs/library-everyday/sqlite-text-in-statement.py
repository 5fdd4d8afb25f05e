import sqlite3
db = sqlite3.connect(":memory:")
db.execute("create table books(title)")
title = "Emma"
db.execute(f"insert into books values({title})")
