class Store:
    def __init__(self):
        self.link = None
    def save(self):
        self.link.commit()
Store().save()
