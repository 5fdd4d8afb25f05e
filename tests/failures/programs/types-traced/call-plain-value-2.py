class Dog:
    def __init__(self, name):
        self.name = name
rex = Dog("Rex")
print(rex.name())
