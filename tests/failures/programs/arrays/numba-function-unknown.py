import numpy as np
from numba import njit
@njit
def work(x):
    return np.gradient(x)
work(np.ones(3))
