def f(n):
    if n > 1:
        result = n
    return result
f(0)
