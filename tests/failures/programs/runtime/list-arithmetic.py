prices = [2, 4]
print(prices / 2)
