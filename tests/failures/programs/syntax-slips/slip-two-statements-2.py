x = input("n: ") y = 3
