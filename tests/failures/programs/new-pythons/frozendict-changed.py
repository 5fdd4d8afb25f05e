prices = frozendict(tea=3)
prices["tea"] = 4
