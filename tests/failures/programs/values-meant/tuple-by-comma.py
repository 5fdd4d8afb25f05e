total = 3,
for price in (5, 7):
    total = total + price
