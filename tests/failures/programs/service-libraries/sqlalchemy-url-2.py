from sqlalchemy import create_engine
create_engine(None)
