import sqlite3
sqlite3.connect("missing/x.db")
