print(vars([1, 2]))
