x = 3
y = 5 if x = 3 else 4
