class Dog:
    def bark():
        print("wuff")
Dog().bark()
