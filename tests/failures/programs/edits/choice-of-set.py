import random
names = {'a', 'b', 'c'}
print(random.choice(names))
