rows = sorted([1], key="a")
