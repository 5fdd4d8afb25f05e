print(int("5", 99))
