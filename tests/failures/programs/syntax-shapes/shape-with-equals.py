with open("a") = f:
    pass
