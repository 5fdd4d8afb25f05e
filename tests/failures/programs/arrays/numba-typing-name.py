from numba import njit
def helper(x):
    return x + 1
@njit
def work(x):
    return helper(x)
work(3)
