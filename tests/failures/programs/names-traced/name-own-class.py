class Shop:
    def total(self):
        return 3
    def report(self):
        return total()
Shop().report()
