class Cat:
    pass
def Cat.speak(self):
    pass
