def double(n):
    print(n * 2)
print(double(3) + 1)
