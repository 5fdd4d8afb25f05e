import sqlite3
open("x.db", "w").write("title,author\n" * 100)
sqlite3.connect("x.db").execute("select * from books")
