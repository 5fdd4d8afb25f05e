class StockError:
    def __init__(self, item):
        self.item = item

raise StockError("bolt")
