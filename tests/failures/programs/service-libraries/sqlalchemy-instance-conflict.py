from sqlalchemy import Column, Integer, create_engine
from sqlalchemy.orm import Session, declarative_base
Base = declarative_base()
class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)
engine = create_engine("sqlite://")
u = User()
a, b = Session(engine), Session(engine)
a.add(u)
b.add(u)
