visited = set()
path = [1, 2]
visited.add(path)
