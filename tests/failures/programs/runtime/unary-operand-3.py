print(abs(None))
