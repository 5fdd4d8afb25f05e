size: int: str = 3
