class Till:
    __slots__ = ('sum',)

    def __init__(self):
        self.total = 1

Till()
