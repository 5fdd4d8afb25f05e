import psycopg2
psycopg2.connect(host="127.0.0.1", port=9)
