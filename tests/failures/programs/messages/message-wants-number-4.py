print(int(7.5, 10))
