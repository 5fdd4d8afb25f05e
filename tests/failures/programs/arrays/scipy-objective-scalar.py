import numpy as np
from scipy.optimize import minimize
minimize(lambda p: p * 2, [1.0, 2.0])
