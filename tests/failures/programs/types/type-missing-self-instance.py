class Dog:
    def bark(self): pass
Dog.bark()
