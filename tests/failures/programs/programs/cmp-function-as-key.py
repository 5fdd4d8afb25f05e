def by_price(a, b):
    return a["price"] - b["price"]
goods = [{"price": 3}, {"price": 1}]
print(sorted(goods, key=by_price))
