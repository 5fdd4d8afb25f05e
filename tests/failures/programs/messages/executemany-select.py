import sqlite3
sqlite3.connect(":memory:").executemany("select ?", [(1,), (2,)])
