class Animal:
    def __init__(self):
        self.name = "x"
    def show(self):
        print(self.name)
class Dog(Animal):
    def __init__(self):
        self.age = 3
Dog().show()
