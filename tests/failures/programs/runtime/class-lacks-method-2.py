class Cart:
    pass

for item in Cart():
    print(item)
