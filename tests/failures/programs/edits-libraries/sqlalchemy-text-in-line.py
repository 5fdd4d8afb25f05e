from sqlalchemy import create_engine
engine = create_engine('sqlite://', future=True)
with engine.connect() as connection:
    connection.execute('select 1')
