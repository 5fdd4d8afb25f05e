print(list(map("a", [1])))
