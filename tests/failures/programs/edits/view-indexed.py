stock = {'tea': 1}
print(stock.keys()[0])
