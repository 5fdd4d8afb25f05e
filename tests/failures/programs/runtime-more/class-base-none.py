Base = None
class Child(Base):
    pass
