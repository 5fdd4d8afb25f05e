print(sorted(["bb", "a"], len))
