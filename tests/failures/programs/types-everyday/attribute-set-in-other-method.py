class Cart:
    def fill(self):
        self.items = []
    def add(self, item):
        self.items.append(item)
Cart().add(1)
