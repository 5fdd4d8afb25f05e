import numpy as np
from scipy.optimize import curve_fit
curve_fit(lambda x, a, b, c: a * x * b + c, np.array([1.0, 2.0]), np.array([1.0, 2.0]))
