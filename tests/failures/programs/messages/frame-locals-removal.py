import sys
def f(x):
    del sys._getframe().f_locals["x"]
f(1)
