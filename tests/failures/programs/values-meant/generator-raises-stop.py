def first(numbers):
    for n in numbers:
        if n > 2:
            raise StopIteration
        yield n

print(list(first([1, 2, 3])))
