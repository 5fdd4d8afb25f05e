from numba import njit
@njit
def work(n):
    with open("a") as f:
        return n
work(3)
