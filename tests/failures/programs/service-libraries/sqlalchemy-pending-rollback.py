from sqlalchemy import Column, Integer, create_engine
from sqlalchemy.orm import Session, declarative_base
Base = declarative_base()
class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)
    age = Column(Integer, nullable=False)
engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
s = Session(engine)
s.add(User())
try: s.commit()
except Exception: pass
s.query(User).all()
