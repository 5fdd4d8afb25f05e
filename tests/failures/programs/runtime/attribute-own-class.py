class Dog:
    pass

Dog().speak()
