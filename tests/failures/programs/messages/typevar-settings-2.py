import typing
typing.TypeVar("T", covariant=True, contravariant=True)
