rows = [1, 2]
numbers = [0, *rows if rows else []]
