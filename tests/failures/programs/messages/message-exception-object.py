ValueError().__cause__ = 5
