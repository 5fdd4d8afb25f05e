print(int("5", radix=10))
