print(min(["a", 1]))
