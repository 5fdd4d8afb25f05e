d = defaultdict(list)
