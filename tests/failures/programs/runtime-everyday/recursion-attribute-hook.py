class Box:
    def __setattr__(self, name, value):
        self.name = value
Box().x = 1
