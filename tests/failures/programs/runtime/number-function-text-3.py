import math
side = "9"
print(math.sqrt(side))
