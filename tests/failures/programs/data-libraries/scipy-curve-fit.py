import numpy as np
from scipy.optimize import curve_fit
x = np.linspace(0, 1, 50)
curve_fit(lambda x, a, b, c: a * np.exp(b * x) + c, x, np.sin(9 * x), maxfev=5)
