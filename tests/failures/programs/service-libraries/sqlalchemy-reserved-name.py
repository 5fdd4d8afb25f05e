from sqlalchemy import Column, Integer
from sqlalchemy.orm import declarative_base
class A(declarative_base()):
    __tablename__ = "a"
    id = Column(Integer, primary_key=True)
    metadata = Column(Integer)
