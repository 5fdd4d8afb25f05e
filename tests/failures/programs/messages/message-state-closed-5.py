import sqlite3
c = sqlite3.connect(":memory:").cursor()
c.close()
c.execute("select 1")
