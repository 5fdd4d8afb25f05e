names = ['a', 'b']
print(next(names))
