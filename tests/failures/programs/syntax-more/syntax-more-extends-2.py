class A : B:
    pass
