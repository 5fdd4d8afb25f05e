from numba import njit
@njit
def work():
    x = []
    return x
work()
