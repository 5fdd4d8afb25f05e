from numba import njit
@njit
def work(x):
    return len(x)
work([])
