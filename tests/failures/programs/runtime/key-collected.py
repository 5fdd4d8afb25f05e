groups = {}
groups["a"].append(1)
