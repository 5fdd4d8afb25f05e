def total(prices):
    amount = sum(prices)

total([1, 2])
print(amount)
