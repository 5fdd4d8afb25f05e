import random
random.randint(1.5, 2)
