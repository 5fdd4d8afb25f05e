prices = [3, 5]
for i, price in prices:
    print(i, price)
