def timer(func):
    def wrapper(*args):
        return func(*args)

@timer
def work(x):
    return x

work(3)
