n = 12345
for digit in n:
    print(digit)
