seen = {}
seen.add(1)
