class Animal:
    def speak(self):
        print("x")

class Dog(Animal):
    def speak(self):
        super.speak()

Dog().speak()
