print(int("20%"))
