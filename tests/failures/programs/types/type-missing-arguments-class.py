class Dog:
    def __init__(self, name): pass
Dog()
