str.shout = lambda self: self.upper()
