import sqlite3
sqlite3.connect(":memory:", isolation_level="SERIALIZABLE")
