print(return 1)
