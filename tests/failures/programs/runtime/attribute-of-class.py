class Cart:
    def __init__(self):
        self.items = []

print(Cart.items)
