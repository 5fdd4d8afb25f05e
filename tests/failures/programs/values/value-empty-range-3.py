import random
random.sample([1], 3)
