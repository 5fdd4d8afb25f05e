def make_adder(n):
    total = 0
    def add(x):
        total = total + x + n
        return total
    return add

print(make_adder(2)(3))
