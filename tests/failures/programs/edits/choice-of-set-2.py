import random
stock = {'a': 1, 'b': 2}
print(random.choice(stock))
