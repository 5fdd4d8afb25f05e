print("a" - 1)
