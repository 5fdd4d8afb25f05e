import math
print(math.sqrt([4, 9]))
