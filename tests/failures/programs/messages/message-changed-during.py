a = [2, 1]
a.sort(key=lambda x: (a.append(1), x)[1])
