def numbers():
    yield 1
next(numbers)
