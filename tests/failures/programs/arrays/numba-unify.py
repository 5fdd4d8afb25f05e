from numba import njit
@njit
def work(n):
    if n > 2:
        x = "a"
    else:
        x = 1
    return x
work(3)
