print(max(5))
