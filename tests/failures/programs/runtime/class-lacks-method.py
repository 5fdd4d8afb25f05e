class Cart:
    def __init__(self):
        self.items = []

print(len(Cart()))
