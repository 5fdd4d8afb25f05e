x = [i for i in range(3) else 1]
