price = '3.5'
print(int(price))
