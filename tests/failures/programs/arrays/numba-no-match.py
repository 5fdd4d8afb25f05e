import numpy as np
from numba import njit
@njit
def work(x):
    return x[0, 0]
work(np.ones(3))
