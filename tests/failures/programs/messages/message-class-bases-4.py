import typing
T = typing.TypeVar("T")
class A(T):
    pass
