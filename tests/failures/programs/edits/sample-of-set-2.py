import random
names = {'a': 1, 'b': 2}
print(random.sample(names, 2))
