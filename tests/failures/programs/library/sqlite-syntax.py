import sqlite3
sqlite3.connect(":memory:").execute("create table order(a)")
