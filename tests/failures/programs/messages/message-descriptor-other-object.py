print(list(map(str.upper, ["a", 1])))
