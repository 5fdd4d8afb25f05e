class Cart:
    pass

print(Cart.total)
