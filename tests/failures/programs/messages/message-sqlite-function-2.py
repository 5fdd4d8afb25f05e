import sqlite3
c = sqlite3.connect(":memory:")
c.executemany("select ?", [(1,)])
