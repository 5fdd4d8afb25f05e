stock = {'tea': 0, 'milk': 2}
for name, count in stock.items():
    stock[name + '!'] = count
