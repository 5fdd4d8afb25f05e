print(len(x for x in []))
