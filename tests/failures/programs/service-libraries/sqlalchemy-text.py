from sqlalchemy import create_engine
engine = create_engine("sqlite://", future=True)
with engine.connect() as c:
    c.execute("select 1")
