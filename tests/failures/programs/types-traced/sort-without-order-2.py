class Dog: pass
dogs = [Dog(), Dog()]
dogs.sort()
