class Dog:
    def __init__(self, name):
        self.name = name
    def bark(self):
        print(name)
Dog("Rex").bark()
