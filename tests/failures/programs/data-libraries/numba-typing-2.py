import numba
class A: pass
@numba.njit
def f(x):
    return x
f(A())
