import abc
class Base(abc.ABC): pass
Base.register(Base)
Base.register(5)
