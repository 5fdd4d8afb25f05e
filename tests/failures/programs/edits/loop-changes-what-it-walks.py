stock = {'tea': 0, 'milk': 2}
for name in stock:
    if stock[name] == 0:
        del stock[name]
