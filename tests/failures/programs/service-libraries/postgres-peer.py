import psycopg2
raise psycopg2.OperationalError('connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: FATAL:  Peer authentication failed for user "postgres"')
