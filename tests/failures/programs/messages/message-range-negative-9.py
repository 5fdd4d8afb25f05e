import math
math.isqrt(-4)
