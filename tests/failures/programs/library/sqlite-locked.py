import sqlite3
a = sqlite3.connect("x.db"); a.execute("create table t(a)"); a.commit()
a.execute("begin exclusive")
b = sqlite3.connect("x.db", timeout=0)
b.execute("insert into t values (1)")
