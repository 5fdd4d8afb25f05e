def deco(f):
    def wrapper():
        return f()
    return wrapper

@deco
def greet(name):
    return name

greet("x")
