class Dog:
    def __init__(self, name, age):
        self.name = name
Dog("Rex")
