prices = frozendict(tea=3)
prices.update(tea=4)
