class Dog:
    def __int__(self, name):
        self.name = name

d = Dog("Rex")
