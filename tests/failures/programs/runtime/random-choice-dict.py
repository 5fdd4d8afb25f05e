import random
ages = {"Ada": 36, "Alan": 41}
print(random.choice(ages))
