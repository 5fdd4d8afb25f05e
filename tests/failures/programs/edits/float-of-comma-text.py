price = '3,5'
print(float(price))
