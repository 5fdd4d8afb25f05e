import psycopg2.errors
raise psycopg2.errors.InFailedSqlTransaction("current transaction is aborted, commands ignored until end of transaction block\n")
