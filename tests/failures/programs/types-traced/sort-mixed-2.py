values = [3, None, 2]
values.sort()
