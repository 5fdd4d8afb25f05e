import psycopg2
raise psycopg2.OperationalError('connection to server at "localhost" (127.0.0.1), port 5432 failed: FATAL:  sorry, too many clients already')
