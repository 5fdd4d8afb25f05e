with open("a") as:
    pass
