iter(5, 3)
