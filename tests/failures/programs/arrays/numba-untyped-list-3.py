from numba import njit
@njit
def work(rows):
    return rows[0][1]
work([[1, 2.5], [3, 4]])
