import math
print(math.pow(2))
