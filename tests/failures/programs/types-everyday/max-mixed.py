print(max(["a", 1]))
