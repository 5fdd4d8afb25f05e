price: 3
print(price)
