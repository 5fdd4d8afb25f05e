for price in (1, 2):
    total = total + price
