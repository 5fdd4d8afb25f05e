price = 1,99
print(round(price))
