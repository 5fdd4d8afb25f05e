import math
math.cbrt(27)
