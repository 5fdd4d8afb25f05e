prices = frozendict(tea=3)
del prices["tea"]
