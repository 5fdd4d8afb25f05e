import sqlite3
db = sqlite3.connect(":memory:")
db.execute("create table t (d blob)")
db.execute("insert into t values (zeroblob(3))")
blob = db.blobopen("t", "d", 1)
blob.write(b"too long")
