print(sorted([1], key=lambda x:))
