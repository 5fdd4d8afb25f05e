import sqlite3
c = sqlite3.connect(":memory:")
c.create_function("f", 0, lambda: 1 / 0)
c.execute("select f()")
