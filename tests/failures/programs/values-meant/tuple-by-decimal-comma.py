price = 1,99
print(price * 1.19)
