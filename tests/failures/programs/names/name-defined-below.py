greet()
def greet():
    print("hi")
