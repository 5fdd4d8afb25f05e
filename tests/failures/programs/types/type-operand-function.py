x = input
x + 1
