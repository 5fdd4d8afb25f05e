import MySQLdb
MySQLdb.connect(host="localhost")
