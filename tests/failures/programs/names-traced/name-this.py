class Dog:
    def __init__(self, name):
        this.name = name
Dog("Rex")
