from sqlalchemy import Column, Integer
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class U(Base):
    id = Column(Integer, primary_key=True)
