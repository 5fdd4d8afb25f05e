from scipy.optimize import brentq
brentq(lambda x: x * x + 1, 0, 1)
