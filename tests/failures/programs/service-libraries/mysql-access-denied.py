import pymysql
raise pymysql.err.OperationalError(1045, "Access denied for user 'root'@'localhost' (using password: YES)")
