class StockError:
    pass

try:
    int("x")
except StockError:
    print("no stock")
