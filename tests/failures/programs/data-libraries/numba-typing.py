import numba
@numba.njit
def f(x):
    return x.upper_case()
f("a")
