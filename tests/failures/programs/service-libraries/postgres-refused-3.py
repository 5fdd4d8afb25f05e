from sqlalchemy import create_engine
create_engine("postgresql://127.0.0.1:9/a").connect()
