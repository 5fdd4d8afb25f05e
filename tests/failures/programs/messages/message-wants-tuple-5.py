import random
random.setstate([3])
