prices = frozendict(tea=3)
