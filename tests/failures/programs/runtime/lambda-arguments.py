prices = {"a": 2, "b": 1}
print(sorted(prices.items(), key=lambda name, price: price))
