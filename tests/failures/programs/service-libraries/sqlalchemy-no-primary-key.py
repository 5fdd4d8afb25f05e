from sqlalchemy import Column, Integer
from sqlalchemy.orm import declarative_base
class A(declarative_base()):
    __tablename__ = "a"
    x = Column(Integer)
