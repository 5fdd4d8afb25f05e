with open("a") as f and open("b") as g:
    pass
