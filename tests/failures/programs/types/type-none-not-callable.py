def decorate(f):
    def inner(): f()
@decorate
def hello(): pass
hello()
