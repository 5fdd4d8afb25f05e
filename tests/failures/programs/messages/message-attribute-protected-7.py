class P:
    pass
int.__class__ = P
