class A extends B:
    pass
