print(pow(2.5, 2, 7))
