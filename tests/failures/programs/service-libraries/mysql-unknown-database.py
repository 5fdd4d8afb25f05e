import pymysql
raise pymysql.err.OperationalError(1049, "Unknown database 'shop'")
