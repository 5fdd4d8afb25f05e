with open("a") as None:
    pass
