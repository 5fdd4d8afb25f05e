import sqlite3
db = sqlite3.connect(':memory:')
db.execute('create table t (a)')
name = 'hello'
db.execute('insert into t values (?)', (name))
