def sign(n):
    if n > 0:
        return "plus"
print(sign(-1).upper())
