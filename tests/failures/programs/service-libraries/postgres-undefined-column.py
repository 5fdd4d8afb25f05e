import psycopg2.errors
raise psycopg2.errors.UndefinedColumn('column "ada" does not exist\nLINE 1: select * from users where name = "ada"\n                                             ^\n')
