greet()
def greet():
    print("hello")
