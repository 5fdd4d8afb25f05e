f = lambda self.x: 1
