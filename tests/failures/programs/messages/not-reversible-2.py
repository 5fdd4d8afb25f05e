for x in reversed(enumerate("ab")):
    print(x)
