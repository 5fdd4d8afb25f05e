with f := open("a"):
    pass
