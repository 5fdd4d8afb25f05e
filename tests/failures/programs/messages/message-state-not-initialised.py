import sqlite3
class Db(sqlite3.Connection):
    def __init__(self, name):
        self.name = name
Db(":memory:").execute("select 1")
