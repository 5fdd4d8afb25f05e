import functools

@functools.lru_cache(maxsize=None)
def total(xs):
    return sum(xs)

print(total([1, 2]))
