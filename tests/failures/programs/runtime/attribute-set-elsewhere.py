class Animal:
    def __init__(self):
        self.legs = 4

class Dog(Animal):
    def __init__(self, name):
        self.name = name

print(Dog("Rex").legs)
