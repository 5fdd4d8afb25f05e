x = 1
not x = 3
