print("a" * 10**30)
