from sqlalchemy import create_engine, text
with create_engine("sqlite://").connect() as c:
    c.execute(text("select 1 where 0")).one()
