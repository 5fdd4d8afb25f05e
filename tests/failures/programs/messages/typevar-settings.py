import typing
typing.TypeVar("T", int)
