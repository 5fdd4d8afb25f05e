class Dog:
    def bark(times):
        print("wuff" * times)
rex = Dog()
rex.bark(3)
